#!/usr/bin/env node
import { main } from "./main.ts";

/** `curfew` of the installed package. */
process.exitCode = await main(process.argv.slice(2), { home: null, owner: null });
