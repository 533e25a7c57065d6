// Messages that come and go by themselves. They stay 8 seconds, and longer while the user reads them
// (pointer over them, or focus in them).

export type ToastTone = "neutral" | "danger";

export interface ToastOptions {
  text: string;
  tone?: ToastTone;
  /** Technical detail, shown on hover. */
  detail?: string;
  /** One thing to do about it, such as "Hoàn tác". */
  action?: { label: string; run: () => void | Promise<void> };
  /** How long it stays, in milliseconds. */
  lasts?: number;
}

export interface Toast extends ToastOptions {
  id: number;
  /** Whole seconds until it goes. */
  secondsLeft: number;
}

export const TOAST_LASTS_MS = 8000;
const TICK_MS = 250;
const SHOWN = 3;

/** The toasts on screen and their remaining time. */
export class Toasts {
  #list = $state<(Toast & { left: number })[]>([]);
  #held = false;
  #next = 1;
  #timer: ReturnType<typeof setInterval> | undefined;

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** Shows a toast and returns its id. The oldest gives way when there are too many. */
  show(options: ToastOptions): number {
    const id = this.#next++;
    const left = options.lasts ?? TOAST_LASTS_MS;
    this.#list.push({ ...options, id, left, secondsLeft: Math.ceil(left / 1000) });
    if (this.#list.length > SHOWN) this.#list.shift();
    this.#timer ??= setInterval(() => {
      this.#tick();
    }, TICK_MS);
    return id;
  }

  /** Takes a toast away now. */
  dismiss(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
    if (this.#list.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    // Whatever was hovered is gone, and no pointer will leave it any more.
    this.#held = false;
  }

  /** Runs a toast's action, and takes it away first: it must not be run twice. */
  act(id: number): void | Promise<void> {
    const toast = this.#list.find((candidate) => candidate.id === id);
    this.dismiss(id);
    return toast?.action?.run();
  }

  /** Stops (or lets go on) the time of all toasts, while one is being read. */
  hold(held: boolean): void {
    this.#held = held;
  }

  #tick(): void {
    if (this.#held) return;
    for (const toast of this.#list) {
      toast.left -= TICK_MS;
      toast.secondsLeft = Math.ceil(toast.left / 1000);
    }
    for (const toast of this.#list.filter(({ left }) => left <= 0)) this.dismiss(toast.id);
  }
}

/** The window's toasts. */
export const toasts = new Toasts();
