import { expect, test } from "vitest";
import { bands, linearScale, niceDomain } from "./scales.ts";

test("a domain is mapped onto pixels, also upside down", () => {
  const y = linearScale([0, 10], [100, 0]);
  expect([0, 5, 10, 20].map(y)).toEqual([100, 50, 0, -100]);
});

test("a domain without width lies in the middle", () => {
  expect(linearScale([3, 3], [0, 80])(3)).toBe(40);
});

test("a domain is widened to round values, and one without width stays", () => {
  expect(niceDomain([0.13, 9.7])).toEqual([0, 10]);
  expect(niceDomain([4, 4])).toEqual([4, 4]);
});

test("bars fill the width, with the same room beside each", () => {
  const { start, width } = bands(4, 84, 0.2);
  expect([start(0), width]).toEqual([4, 16]);
  expect(start(3) + width).toBeCloseTo(80);
  expect(bands(0, 84, 0.2).width).toBeGreaterThan(0);
});
