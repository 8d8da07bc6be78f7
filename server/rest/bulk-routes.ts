import { BulkDraftShape, BulkMovedShape, BulkRowShape, BulkShape } from "./bulk-shapes.ts";
import { pageShape } from "./page-shape.ts";
import type { Route } from "./route.ts";

export const BULK_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/bulks",
    procedure: "bulks.page",
    summary: "The newest bulks",
    shape: pageShape(BulkRowShape),
  },
  {
    method: "POST",
    path: "/bulks",
    procedure: "bulks.prepare",
    summary: "Find out whom a bulk is about",
    details:
      "Nothing is done to them until it is started. Whom it is about is settled here: nobody who comes later is among them.",
    status: 201,
    shape: BulkDraftShape,
  },
  {
    method: "POST",
    path: "/bulks/stop-now",
    procedure: "bulks.stopNow",
    summary: "Terminate all that fits, without counting first",
    details: "For an emergency. What is created after this moment is left alone.",
    status: 201,
    shape: BulkMovedShape,
  },
  {
    method: "GET",
    path: "/bulks/{id}",
    procedure: "bulks.get",
    summary: "One bulk, with how far it has come",
    shape: BulkShape,
  },
  {
    method: "POST",
    path: "/bulks/{id}/start",
    procedure: "bulks.start",
    summary: "Begin a bulk that was prepared",
    details: "`count` must be its `total`. It is carried on also after a restart of Curfew.",
    shape: BulkMovedShape,
  },
  {
    method: "POST",
    path: "/bulks/{id}/pause",
    procedure: "bulks.pause",
    summary: "Reach nobody else until it is resumed",
    shape: BulkMovedShape,
  },
  {
    method: "POST",
    path: "/bulks/{id}/resume",
    procedure: "bulks.resume",
    summary: "Go on with a bulk that was paused",
    shape: BulkMovedShape,
  },
  {
    method: "POST",
    path: "/bulks/{id}/abort",
    procedure: "bulks.abort",
    summary: "Leave alone whom it has not reached",
    details: "What it has asked for already goes on.",
    shape: BulkMovedShape,
  },
];
