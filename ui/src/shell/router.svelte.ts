// Where the user is. A typed state with a way back; no addresses, no dependency.

/** A place in the window, with what it shows. */
export type Route =
  | { view: "articles" }
  | { view: "editor"; articleId: string | null }
  | { view: "gallery"; albumId?: string; query?: string }
  | { view: "sync" }
  | { view: "stats" }
  | { view: "settings"; section?: string };

export type ViewName = Route["view"];

/** Asked before a place is left; `false` keeps the user there (something could not be saved). */
export type LeaveGuard = () => boolean | Promise<boolean>;

const KEPT = 50;

export class Router {
  #current = $state.raw<Route>({ view: "articles" });
  #past: Route[] = [];
  #guards = new Set<LeaveGuard>();

  /** Where the user is now. */
  get current(): Route {
    return this.#current;
  }

  /** Where the user came from; `undefined` at the beginning. */
  get previous(): Route | undefined {
    return this.#past.at(-1);
  }

  /** Goes to a place; resolves to whether the user is there. */
  async go(route: Route): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    this.#past = [...this.#past, this.#current].slice(-KEPT);
    this.#current = route;
    return true;
  }

  /** Says more exactly where the user already is: a new article has got its id. No way back to before. */
  replace(route: Route): void {
    this.#current = route;
  }

  /** Returns to where the user came from, or to `otherwise`. */
  async back(otherwise: Route = { view: "articles" }): Promise<boolean> {
    if (!(await this.#mayLeave())) return false;
    this.#current = this.#past.pop() ?? otherwise;
    return true;
  }

  /** Registers a question to ask before the current place is left; returns the way to drop it. */
  guard(ask: LeaveGuard): () => void {
    this.#guards.add(ask);
    return () => this.#guards.delete(ask);
  }

  async #mayLeave(): Promise<boolean> {
    for (const ask of this.#guards) if (!(await ask())) return false;
    return true;
  }
}

/** The window's one router. */
export const router = new Router();
