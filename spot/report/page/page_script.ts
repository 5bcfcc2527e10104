/** The script of every page: draws the figures, and follows a run that goes on. @module */
import { toScript } from "../encoding/markup.ts";
import { darkPalette, palette } from "../figures/theme.ts";

const darkColours = Object.fromEntries(
  Object.entries(palette).map(([name, colour]) => [
    colour,
    darkPalette[name as keyof typeof palette],
  ]),
);

const drawing = `"use strict";
const byId = (id) => document.getElementById(id);
const tip = byId("tooltip");
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const darkColours = ${toScript(darkColours)};
const narrowest = 220;
/** What stands in each place: its specification as text, and its view. */
const drawn = new WeakMap();

function showTooltip(handler, event, item, value) {
  tip.style.display = value == null || value === "" ? "none" : "block";
  if (value == null || value === "") return;
  tip.replaceChildren();
  const entries = typeof value === "object" ? Object.entries(value) : [["", value]];
  for (const [name, text] of entries) {
    const row = tip.appendChild(document.createElement("div"));
    row.appendChild(document.createElement("span")).textContent = name;
    row.appendChild(document.createElement("b")).textContent = String(text);
  }
  const left = Math.max(8, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8));
  const below = event.clientY + 14;
  const top = below + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 14 : below;
  tip.style.transform = "translate(" + left + "px," + Math.max(8, top) + "px)";
}

/** The specification in the page's colours; its data stay as they are. */
function inColours(spec, key) {
  if (typeof spec === "string") return darkColours[spec] ?? spec;
  if (key === "values" || key === "domain" || typeof spec !== "object" || spec === null) return spec;
  if (Array.isArray(spec)) return spec.map((entry) => inColours(entry));
  return Object.fromEntries(Object.entries(spec).map(([name, entry]) => [name, inColours(entry, name)]));
}

async function draw(place, spec) {
  const shown = JSON.stringify([prefersDark.matches, spec]);
  const before = drawn.get(place);
  if (before?.shown === shown) return;
  const container = document.createElement("div");
  const coloured = prefersDark.matches ? inColours(spec) : spec;
  const view = new vega.View(vega.parse(coloured, null, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container,
    hover: true,
    tooltip: showTooltip,
  });
  const entry = { shown, view, width: spec.width };
  drawn.set(place, entry);
  await view.runAsync();
  if (drawn.get(place) !== entry) return view.finalize();
  place.replaceChildren(container);
  before?.view.finalize();
  await fit(place);
}

/** Makes a figure narrower where there is little room; one that must be wider can be scrolled. */
async function fit(place) {
  const { view, width } = drawn.get(place) ?? {};
  const svg = place.querySelector("svg");
  if (!view || !svg || !place.isConnected || place.parentElement.className === "row") return;
  if (typeof width === "number") {
    const beside = svg.getBoundingClientRect().width - view.width();
    const fitting = Math.max(narrowest, Math.min(width, Math.floor(place.clientWidth - beside)));
    if (fitting !== view.width()) await view.width(fitting).runAsync();
  }
  makeScrollable(place);
}

/** What scrolls can be reached by keyboard. */
function makeScrollable(element) {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
}

async function drawAll() {
  const specs = JSON.parse(byId("figures").textContent);
  for (const [i, spec] of specs.entries()) await draw(byId("figure-" + i), spec);
  for (const element of document.querySelectorAll(".scroll, pre")) makeScrollable(element);
}

let drawing = Promise.resolve();
const redraw = () => drawing = drawing.then(drawAll);
redraw();
prefersDark.addEventListener("change", redraw);
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth === width) return;
  width = innerWidth;
  drawing = drawing.then(async () => {
    for (const place of document.querySelectorAll(".figure")) await fit(place);
  });
});
`;

const following = `
/** Puts newer content in the place of what is shown, part by part, where it differs. */
async function show({ title, subtitle, parts, figures }) {
  byId("title").textContent = title;
  byId("subtitle").textContent = subtitle;
  const content = byId("content");
  const selection = getSelection();
  while (content.children.length > parts.length) content.lastElementChild.remove();
  while (content.children.length < parts.length) {
    content.appendChild(document.createElement("div")).className = "part";
  }
  parts.forEach((html, i) => {
    const part = content.children[i];
    const newer = document.createElement("div");
    newer.innerHTML = html;
    const text = newer.innerHTML;
    if (shownParts[i] === text) return;
    // Who reads with a keyboard, or selects text, is not disturbed.
    if (!selection.isCollapsed && part.contains(selection.anchorNode)) return;
    const focused = [...part.querySelectorAll("[tabindex]")].indexOf(document.activeElement);
    const left = [...part.querySelectorAll(".scroll, pre, .figure")].map((box) => box.scrollLeft);
    for (const place of part.querySelectorAll(".figure")) drawn.get(place)?.view.finalize();
    shownParts[i] = text;
    part.replaceChildren(...newer.childNodes);
    [...part.querySelectorAll(".scroll, pre, .figure")].forEach((box, j) => {
      makeScrollable(box);
      box.scrollLeft = left[j] ?? 0;
    });
    if (focused >= 0) part.querySelectorAll("[tabindex]")[focused]?.focus({ preventScroll: true });
  });
  shownParts.length = parts.length;
  byId("figures").textContent = figures;
  await redraw();
}

const shownParts = [];
let wanted = "";
let loaded = "";
let isLoading = false;
let isPaused = false;
let state = {};
/** What the page says when it follows the run no more. */
let isOver = "";
let changedAt = Date.now();
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Content is asked for only while somebody looks; drawing takes a fifth of the time at most. */
async function load() {
  if (isLoading || isPaused || isOver || document.hidden || wanted === loaded) return;
  isLoading = true;
  const startMs = performance.now();
  try {
    const response = await fetch("content?than=" + encodeURIComponent(loaded));
    if (response.status === 200) {
      const content = await response.json();
      if (!isPaused) {
        await show(content);
        loaded = content.version;
      }
    }
  } catch {
    // The stream of events tells that the server is gone.
  }
  await wait(Math.max(1000, 4 * (performance.now() - startMs)));
  isLoading = false;
  load();
}

function tell(text) {
  if (byId("announcement").textContent !== text) byId("announcement").textContent = text;
}

function showState(next) {
  if (next.done !== state.done || state.done === undefined) changedAt = Date.now() - (next.sinceMs ?? 0);
  if (state.best !== undefined && next.best !== state.best) tell(next.best);
  state = next;
  byId("progress").max = Math.max(1, next.total);
  byId("progress").value = next.done;
  byId("state").textContent = next.text;
  document.title = next.done + "/" + next.total + " " + next.title;
  showNews();
}

function showNews() {
  const seconds = Math.round((Date.now() - changedAt) / 1000);
  const age = seconds < 100 ? seconds + " s" : Math.round(seconds / 60) + " min";
  const pause = isPaused ? "Updates are paused. " : "";
  const news = state.ended ?? (seconds < 10 ? "" : "No new result for " + age + ".");
  byId("news").textContent = isOver || pause + news;
}

function end(text) {
  isOver = text;
  if (state.done === undefined) byId("state").textContent = "Not connected";
  byId("again").hidden = false;
  byId("pause").hidden = true;
  showNews();
  tell(text);
}

function follow() {
  isOver = "";
  byId("again").hidden = true;
  byId("pause").hidden = false;
  const source = new EventSource("events");
  const stop = (text) => {
    source.close();
    end(text);
  };
  source.addEventListener("state", ({ data }) => {
    const next = JSON.parse(data);
    showState(next);
    // Without a version, what is newer comes with the end.
    if (next.version) wanted = next.version;
    load();
  });
  source.addEventListener("end", ({ data }) => {
    const last = JSON.parse(data);
    show(last.content);
    showState(last.state);
    stop(last.text);
    byId("again").hidden = true;
  });
  source.onerror = () =>
    stop(
      state.ended ? state.ended + " This page stays as it is."
        : "The connection is lost: the run was ended or killed. This page shows what was known last.",
    );
}

const isLive = document.documentElement.hasAttribute("data-live") && location.protocol === "http:";
if (isLive) {
  shownParts.push(...[...byId("content").children].map(({ innerHTML }) => innerHTML));
  byId("live").hidden = false;
  byId("again").addEventListener("click", follow);
  byId("pause").addEventListener("click", () => {
    isPaused = !isPaused;
    byId("pause").setAttribute("aria-pressed", String(isPaused));
    byId("pause").textContent = isPaused ? "Go on with updates" : "Pause updates";
    showNews();
    load();
  });
  document.addEventListener("visibilitychange", load);
  setInterval(showNews, 1000);
  follow();
} else if (byId("live")) byId("live").hidden = true;
`;

/** The script, the same for every page: data stand beside it. */
export const pageScript = drawing + following;
