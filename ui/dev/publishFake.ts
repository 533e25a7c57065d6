// A publishing run that moves by itself, what waits and the receipts. Never part of a build.
// Query: fail=offline|token|check|conflict ends the run that way.

import type {
  Failure,
  OutboxRow,
  PublishItemState,
  PublishItemView,
  PublishRun,
  ReceiptView,
} from "../src/ipc/generated";
import { emit } from "./galleryFake";
import { TITLE } from "./seed";

const fail = new URLSearchParams(location.search).get("fail");
const now = () => new Date().toISOString();

function failure(code: Failure["code"], retryable = false): Failure {
  return { code, message: `fake: ${code}`, fields: { title: TITLE }, retryable };
}
function item(id: string, title: string, cover: string, photos: number): PublishItemView {
  const action = id === "a1" ? "update" : "create";
  const state: PublishItemState = { state: "waiting" };
  return {
    item: { kind: "article", id },
    title,
    cover,
    action,
    photos,
    bytes: photos * 590_000,
    state,
  };
}
const ITEMS = [
  item("a1", TITLE, "p1", 1),
  item(
    "a2",
    "Hội nghị lấy ý kiến về Quy hoạch tỉnh Phú Yên thời kỳ 2021-2030, tầm nhìn đến năm 2050",
    "p3",
    8,
  ),
  item("a3", "Giải ngân vốn đầu tư công 6 tháng đầu năm: Tập trung tháo gỡ vướng mắc", "p6", 5),
];

let run: PublishRun | null = null;

function begin(): PublishRun {
  const items: PublishItemView[] = ITEMS.map((known) => ({ ...known }));
  if (fail === "conflict") {
    items.push({
      ...item("a4", "Tập huấn đăng ký kinh doanh qua mạng", "p9", 2),
      state: { state: "conflict" },
    });
  }
  const plan = {
    create: 2,
    update: 1,
    take_down: 0,
    photos: 14,
    bytes: 8_260_000,
    conflicts: items.length - 3,
    items,
  };
  run = {
    job: "j9",
    portal: "Sở Kế hoạch và Đầu tư",
    url: "https://skhdt.example",
    phase: "preparing",
    plan,
    sent_bytes: 0,
    requests: 0,
    failure: null,
    receipt: null,
  };
  const timer = setInterval(() => {
    if (!run) return;
    run = next(run);
    emit.handler?.({ type: "publish_changed", run });
    if (run.phase === "finished") clearInterval(timer);
  }, 300);
  return run;
}
function next(known: PublishRun): PublishRun {
  if (known.phase === "preparing") return { ...known, phase: "comparing" };
  if (known.phase === "comparing") return { ...known, phase: "sending" };
  const at = known.plan.items.findIndex(({ state }) =>
    ["waiting", "sending"].includes(state.state),
  );
  const current = known.plan.items[at];
  if (!current) return { ...known, phase: "finished", receipt: "r0" };
  if (
    (fail === "offline" || fail === "token") &&
    at === 1 &&
    current.state.state === "sending" &&
    current.state.photos > 4
  ) {
    const why =
      fail === "offline" ? failure("portal_unavailable", true) : failure("portal_unauthorized");
    return { ...known, phase: "finished", failure: why };
  }
  const photos = current.state.state === "sending" ? current.state.photos + 1 : 0;
  const state: PublishItemState =
    photos < current.photos
      ? { state: "sending", photos, bytes: photos * 590_000 }
      : {
          state: "verified",
          at: now(),
          url: `https://skhdt.example/tin-tuc/trien-khai-cac-nhiem-vu-${at}`,
        };
  const items = known.plan.items.map((other, index) =>
    index === at ? { ...other, state } : other,
  );
  return { ...known, sent_bytes: known.sent_bytes + 590_000, plan: { ...known.plan, items } };
}

function waiting(known: PublishItemView, why: Failure | null): OutboxRow {
  const { item: thing, title, cover, action } = known;
  return { item: thing, title, cover, action, since: "2022-07-15T07:40:00Z", failure: why };
}
function receipt(id: string, whole: boolean): ReceiptView {
  const items = ITEMS.map((known, at): PublishItemView => {
    const state: PublishItemState =
      whole || at < 2
        ? { state: "verified", at: "2022-07-15T07:53:12Z", url: "https://skhdt.example/tin-tuc/a" }
        : { state: "postponed", failure: failure("portal_unavailable", true) };
    return { ...known, state };
  });
  return {
    id,
    portal: "Sở Kế hoạch và Đầu tư",
    started_at: "2022-07-15T07:53:05Z",
    finished_at: "2022-07-15T07:53:26Z",
    items,
    sent_bytes: 8_200_000,
  };
}

/** What publishing and sync ask. */
export function publishingFake(): Record<string, (request: unknown) => unknown> {
  return {
    publish_current: () => ({ run: null }),
    publish_start: () => {
      if (fail === "check") throw Object.assign(new Error("check"), failure("check_failed"));
      return begin();
    },
    article_get: (request) => ({
      article: {
        id: (request as { id: string }).id,
        title: ITEMS.find(({ item: { id } }) => id === (request as { id: string }).id)?.title,
      },
      checks: [
        { subject: "category", problem: "error", photos: [] },
        { subject: "consent", problem: "error", photos: [] },
      ],
      url: "https://skhdt.example/tin-tuc/a",
    }),
    outbox_get: () => ({
      waiting: ITEMS.slice(0, 2).map((known) => waiting(known, null)),
      parked: ITEMS.slice(2).map((known) => waiting(known, failure("portal_conflict"))),
    }),
    receipt_list: () => ({ rows: [receipt("r0", true), receipt("r1", false)] }),
  };
}
