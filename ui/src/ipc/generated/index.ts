// Placeholder until the bindings are generated.
export type FailureCode = | "no_library" | "not_a_library" | "library_in_use" | "library_too_new" | "library_damaged" | "no_access" | "disk_full" | "stale" | "not_found" | "status_refused" | "reason_missing" | "check_failed" | "invalid_request" | "no_portal" | "secret_missing" | "keychain_unavailable" | "portal_unauthorized" | "portal_forbidden" | "portal_unavailable" | "portal_busy" | "portal_protocol" | "portal_address" | "portal_rejected" | "portal_too_large" | "portal_conflict" | "portal_incomplete" | "picture_unreadable" | "file_failed" | "internal";
export interface Failure { code: FailureCode; message: string; fields: Partial<Record<string, string>>; retryable: boolean }
export type Language = "vi" | "en";
export type Theme = "system" | "light" | "dark";
export interface Settings { language: Language; theme: Theme; poster: string; gates: boolean; panes: Record<string, number>; library: string | null }
export interface LibraryView { path: string; name: string; articles: number; photos: number }
export type Connection = { state: "unknown" } | { state: "online"; at: string } | { state: "offline"; since: string };
export interface PortalView { id: string; name: string; url: string; user: string; active: boolean; connection: Connection }
export interface AppState { version: string; library: LibraryView | null; problem: Failure | null; proposed_folder: string; settings: Settings; portal: PortalView | null; waiting: number }
export type Nothing = Record<never, never>;
export type AppEvent = { type: "waiting_changed"; waiting: number } | { type: "portal_changed"; portal: PortalView };
export type Commands = { app_state: [Nothing, AppState]; settings_save: [Settings, Settings]; library_open: [{ path: string; create: boolean }, AppState] };
