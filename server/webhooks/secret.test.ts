import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { systemClock } from "#server/clock.ts";
import { newSecret, signedHeaders } from "./secret.ts";

const delivery = {
  id: "0d5a7d0a-3f2b-4e61-8d5f-0d5a7d0a3f2b",
  body: '{"type":"execution.failed","data":{"ü":1}}',
};

test("the reference library accepts what is signed, with the new secret and with the one before", () => {
  const [before, now] = [newSecret(), newSecret()];
  const headers = signedHeaders(delivery, [now, before], systemClock.now());
  for (const secret of [before, now]) {
    expect(new Webhook(secret).verify(delivery.body, headers)).toEqual(JSON.parse(delivery.body));
  }
  expect(() => new Webhook(newSecret()).verify(delivery.body, headers)).toThrow("No matching signature");
  expect(() => new Webhook(now).verify(`${delivery.body} `, headers)).toThrow("No matching signature");
});
