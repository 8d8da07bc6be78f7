import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { cpuWords, hostWords, memoryWords } from "./usage-words.ts";

const english = numberFormat("en");

test.each([
  [null, "–"],
  [0, "0 B"],
  [1023, "1,023 B"],
  [50_331_648, "48 MiB"],
  [1_610_612_736, "1.5 GiB"],
])("%s bytes read as %s", (bytes, words) => {
  expect(memoryWords(bytes, english)).toBe(words);
});

test("cores that are not known are not shown as none", () => {
  expect(cpuWords(null, english)).toBe("–");
  expect(cpuWords(0.4219, english)).toBe("0.42 cores");
});

test("what replicas use of a host counts those that live, and says nothing where its size is not known", () => {
  const replicas = [
    { state: "ready", cpuCores: 1.2, memoryBytes: 1_073_741_824 },
    { state: "stopped", cpuCores: 4, memoryBytes: 1_073_741_824 },
  ];
  expect(hostWords({ cores: 16, memoryBytes: 68_719_476_736, replicas }, english)).toBe(
    "1.20 of 16 cores · 1.0 GiB of 64 GiB",
  );
  expect(hostWords({ cores: 16, memoryBytes: 68_719_476_736, replicas }, numberFormat("de-DE"))).toBe(
    "1,20 of 16 cores · 1,0 GiB of 64 GiB",
  );
  expect(hostWords({ cores: null, memoryBytes: null, replicas }, english)).toBe("");
});

test("a replica that has not been measured does not count as using nothing", () => {
  const host = { cores: 16, memoryBytes: 68_719_476_736 };
  const fresh = { state: "ready", cpuCores: null, memoryBytes: null };
  const known = { state: "ready", cpuCores: 1.2, memoryBytes: 1_073_741_824 };
  expect(hostWords({ ...host, replicas: [fresh, known] }, english)).toBe(
    "1.20 of 16 cores · 1.0 GiB of 64 GiB · without 1 not measured yet",
  );
  expect(hostWords({ ...host, replicas: [fresh] }, english)).toBe("16 cores · 64 GiB · use not measured yet");
  expect(hostWords({ ...host, replicas: [] }, english)).toBe("0.00 of 16 cores · 0 B of 64 GiB");
});
