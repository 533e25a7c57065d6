// A connection check as lines: what was tried, how it went, and what there is to say about it.

import { formatDuration, t } from "../../i18n";
import type { DiagnosisStep, DiagnosisSubject, PortalDiagnosis } from "../../ipc/generated";
import { failureText } from "../../shell";

export const SUBJECTS: readonly DiagnosisSubject[] = [
  "reach",
  "secure",
  "sign_in",
  "permissions",
  "clock",
];

export interface DiagnosisLine {
  subject: DiagnosisSubject;
  result: "waiting" | "passed" | "reminder" | "failed";
  title: string;
  /** Beside the title, at the end. */
  detail: string;
  /** Below the title: what it means or what to do. */
  text: string;
}

/** All steps, those not reached included; `user` is the account the user expects. */
export function diagnosisLines(
  diagnosis: PortalDiagnosis | undefined,
  user: string,
): DiagnosisLine[] {
  return SUBJECTS.map((subject) => {
    const step = diagnosis?.steps.find((found) => found.subject === subject);
    const line = { subject, title: t().settings.diagnosis.steps[subject], detail: "", text: "" };
    return step ? lineOf(step, line, user.trim()) : { ...line, result: "waiting" };
  });
}

type Blank = Omit<DiagnosisLine, "result">;

function lineOf(step: DiagnosisStep, blank: Blank, user: string): DiagnosisLine {
  const words = t().settings.diagnosis;
  const line = { ...blank, result: step.result };
  if (step.failure) return { ...line, text: failureText(step.failure) };
  switch (step.subject) {
    case "secure":
      return { ...line, detail: step.detail === "loopback" ? words.loopback : words.secure };
    case "clock":
      return clockLine(step, line);
    case "sign_in":
      if (user === "" || step.detail === "" || user === step.detail) {
        return { ...line, detail: step.detail };
      }
      return {
        ...line,
        result: "reminder",
        title: words.otherUser(step.detail),
        text: words.otherUserText,
      };
    default:
      return { ...line, detail: step.detail };
  }
}

/** Seconds by which this computer is ahead of the portal; negative when it is behind. */
function clockLine(step: DiagnosisStep, line: DiagnosisLine): DiagnosisLine {
  const words = t().settings.diagnosis;
  const seconds = Number(step.detail);
  const duration = formatDuration(Math.abs(seconds) * 1000);
  if (step.result === "passed") {
    return { ...line, detail: seconds === 0 ? words.exact : words.offBy(duration) };
  }
  const title = seconds < 0 ? words.slow(duration) : words.fast(duration);
  return { ...line, title, text: words.clockText };
}
