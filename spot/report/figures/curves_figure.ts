/** The curves that rows reported: values over steps. @module */
import type { Curve } from "../../core/objective/evaluation.ts";
import { pointKey } from "../../core/space/search_space.ts";
import { comparableRows, incumbentOf } from "../../incumbent.ts";
import { isFeasible, type RowRecord, rowStatus, type RunRecord } from "../../record.ts";
import type { Figure } from "./figure.ts";
import { withFigureLook } from "./figure_look.ts";
import { axisFormat, palette } from "./theme.ts";

/** Longer curves are thinned so that a figure has about this many points. */
const MOST_POINTS = 20_000;

const bestName = "best";
/** In the order of drawing. */
const colours = {
  pruned: palette.muted,
  failed: palette.red,
  finished: palette.blue,
  [bestName]: palette.orange,
} as const;
const opacities: Readonly<Record<string, number>> = { pruned: 0.25, failed: 0.25, finished: 0.6 };

/** Draws what each row reported, pruned rows faint and the best row above the others. */
export function curvesFigure(record: RunRecord): Figure {
  const points = pointsOf(record);
  const present = Object.keys(colours).filter((name) =>
    points.some(({ status }) => status === name)
  ) as (keyof typeof colours)[];
  const stepScale = points.length > 0 ? { nice: false } : { domain: [0, 1] };
  return withFigureLook({
    description: "Curves: what each evaluation reported on its way, step by step",
    width: 820,
    height: 280,
    data: { values: points },
    layer: [
      { mark: { type: "line", clip: true } },
      // A line through one point is none.
      {
        transform: [{ filter: "datum.isAlone" }],
        mark: { type: "point", filled: true, size: 14, clip: true },
      },
    ],
    encoding: {
      x: { field: "step", type: "quantitative", title: "Step", scale: stepScale },
      y: {
        field: "value",
        type: "quantitative",
        title: "Reported value",
        ...rangeOf(points.map(({ value }) => value), isMaximised(record)),
      },
      detail: { field: "line", type: "nominal" },
      color: {
        field: "status",
        type: "nominal",
        title: null,
        scale: { domain: present, range: present.map((name) => colours[name]) },
        legend: { orient: "bottom", direction: "horizontal", symbolType: "stroke" },
      },
      opacity: { field: "opacity", type: "quantitative", scale: null },
    },
  });
}

/** Whether y falls where the response rises: then large values are good. */
function isMaximised({ rows }: RunRecord): boolean {
  const finished = rows.filter(({ y }) => Number.isFinite(y));
  const of = (row: RunRecord["rows"][number]) => row.responses[0];
  const [first] = finished;
  const other = finished.find((row) => of(row) !== of(first));
  return other !== undefined && (other.y - first.y) * (of(other) - of(first)) < 0;
}

interface CurvePoint {
  readonly step: number;
  readonly value: number;
  readonly status: string;
  readonly opacity: number;
  /** Whether its curve has no other point. */
  readonly isAlone: boolean;
  /** Sorts like the order of drawing. */
  readonly line: string;
}

function pointsOf(record: RunRecord): CurvePoint[] {
  const { rows } = record;
  const best = new Set(bestRows(record));
  const curves = new Map(rows.map(({ row, curve }) => [row, curve]));
  const total = rows.reduce((sum, { curve }) => sum + (curve?.steps.length ?? 0), 0);
  const stride = Math.ceil(total / MOST_POINTS);
  const order = Object.keys(colours);
  const lines = rows.flatMap((row) => {
    if (!row.curve) return [];
    const curve = goingOn(row.curve, curves.get(row.predecessor ?? NaN));
    const status = best.has(row) ? bestName : rowStatus(row);
    return [{ ...curve, status, line: `${order.indexOf(status)} ${row.row}` }];
  });
  lines.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  return lines.flatMap(({ steps, values, status, line }) => {
    const opacity = opacities[status] ?? 1;
    const isAlone = steps.length === 1;
    return steps.flatMap((step, i) =>
      i % stride === 0 || i === steps.length - 1
        ? [{ step, value: values[i], status, opacity, isAlone, line }]
        : []
    );
  });
}

/** A curve from the end of its predecessor's on; as it is if the row began anew. */
function goingOn(curve: Curve, before: Curve | undefined): Curve {
  const last = (before?.steps.length ?? 0) - 1;
  if (!before || !(before.steps[last] < curve.steps[0])) return curve;
  return {
    steps: [before.steps[last], ...curve.steps],
    values: [before.values[last], ...curve.values],
  };
}

/** The first row that is the incumbent; under noise all rows of its point. */
function bestRows(record: RunRecord): readonly RowRecord[] {
  const incumbent = incumbentOf(record);
  if (!incumbent) return [];
  const key = pointKey(incumbent.x);
  const rows = comparableRows(record.rows).filter(({ x }) => pointKey(x) === key);
  if (record.noise) return rows.filter(({ y }) => Number.isFinite(y));
  return rows.filter((row) => row.y === incumbent.y && isFeasible(row)).slice(0, 1);
}

/** All values but the worst twentieth, beyond which lines are cut. */
function rangeOf(values: readonly number[], isMaximised: boolean): object {
  if (values.length === 0) return { scale: { domain: [0, 1] }, axis: { values: [] } };
  const ascending = [...values].sort((a, b) => a - b);
  const at = (share: number) => ascending[Math.ceil(share * (values.length - 1))];
  const [low, high] = isMaximised ? [at(0.05), at(1)] : [at(0), at(0.95)];
  const scale = low < high ? { domain: [low, high], nice: true } : { zero: false };
  return { scale, axis: { tickCount: 6, ...axisFormat(values) } };
}
