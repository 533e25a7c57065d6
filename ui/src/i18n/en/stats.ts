// Words of the statistics.

import type { stats as vi } from "../vi/stats";

const visitsOf = (visits: string) => (visits === "1" ? "1 visit" : `${visits} visits`);
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const stats: typeof vi = {
  title: "Statistics",
  visits: "Visits",
  counters: {
    today: "Today",
    yesterday: "Yesterday",
    this_month: "This month",
    this_year: "This year",
    total: "Total",
  },
  until: (time) => `until ${time}`,
  dayBefore: (weekday, day) => `${weekday} ${day}`,
  since: (day) => `since ${day}`,
  sinceOpening: "since the portal opened",
  byDay: "By day",
  period: (first, last, visits) => `${first} – ${last} · ${visitsOf(visits)}`,
  chart: "Visits of the last 30 days",
  chartHelp: "Use the left and right arrow keys to go from day to day.",
  month: (month) => MONTHS[month - 1] ?? "",
  unfinished: "Day not over",
  visitsOf,
  weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  top: "Most read",
  allArticles: "All articles",
  article: "Article",
  views: "Views",
  openArticle: (title) => `Open “${title}”`,
  noTop: "Nothing has been read yet.",
  noTopText: "Views of your published articles appear here.",
  refresh: "Refresh",
  updated: (time) => `Figures of ${time}`,
  stale: (age) => `These figures are ${age} old.`,
  staleText: (at) => `No answer from the portal since ${at}; showing what was stored.`,
  never: "No figures could be fetched.",
  retry: "Try again now",
  empty: {
    noPortal: "No portal is set up.",
    noPortalText: "Connect one and publish; visits and views appear here.",
    connect: "Connect a portal…",
    noFigures: "The portal has no figures yet.",
    noFiguresText: "Publish a first article; visits and views appear here.",
  },
};
