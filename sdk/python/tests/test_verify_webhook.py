"""Deliveries prove themselves, and nothing else does; signed by the reference library of Standard Webhooks."""

from __future__ import annotations

import json
import sys
import unittest

from host_process import HERE

sys.path.insert(0, str(HERE.parent))

from curfew.client import WebhookNotVerified, verify_webhook  # noqa: E402

SIGNED = json.loads((HERE.parent.parent / "conformance" / "webhook.json").read_text(encoding="utf-8"))


def verify(secret=SIGNED["secret"], body=SIGNED["body"], now=SIGNED["at"], **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return verify_webhook(secret, {**SIGNED["headers"], **named}, body, now)


class VerifyWebhookTest(unittest.TestCase):
    def test_a_delivery_is_taken_by_any_of_its_signatures(self):
        self.assertEqual(json.loads(SIGNED["body"]), verify())
        self.assertEqual(json.loads(SIGNED["body"]), verify(body=SIGNED["body"].encode()))

    def test_header_names_are_taken_in_any_case(self):
        headers = {name.title(): value for name, value in SIGNED["headers"].items()}
        verify_webhook(SIGNED["secret"], headers, SIGNED["body"], SIGNED["at"])

    def test_anything_else_is_refused(self):
        for wrong in (
            {"body": SIGNED["body"] + " "},
            {"secret": "whsec_" + "A" * 43 + "="},
            {"webhook_id": "x"},
            {"webhook_signature": ""},
            {"webhook_signature": "v1,\u00e9 v2,x"},
            {"webhook_timestamp": "now"},
            {"now": SIGNED["at"] + 301},
            {"now": SIGNED["at"] - 301},
        ):
            with self.subTest(wrong), self.assertRaises(WebhookNotVerified):
                verify(**wrong)


if __name__ == "__main__":
    unittest.main()
