import { bundle } from "./build.mjs";

/** Prints the lifecycle, as `transition` has it, into the README. */
await bundle(["lifecycle"]);
const { writeLifecycle } = await import("../dist/lifecycle.mjs");
writeLifecycle();
