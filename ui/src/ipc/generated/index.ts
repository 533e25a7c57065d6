// Placeholder until the bindings are generated.
export type ErrorCode = "internal";
export interface ApiError {
  code: ErrorCode;
  message: string;
  fields: Record<string, string>;
  retryable: boolean;
}
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type Commands = Record<never, [unknown, unknown]>;
export type Event = { type: "none" };
