"""Lists that come in pages are read to their end."""

from __future__ import annotations

import asyncio
import sys
import unittest

from host_process import HERE
from scripted_server import ScriptedServer

sys.path.insert(0, str(HERE.parent))

from curfew.client import AsyncClient, Client  # noqa: E402


def page(ids, cursor):
    return {"status": 200, "body": {"rows": [{"id": id, "name": id} for id in ids], "nextCursor": cursor}}


class PagesCase(unittest.TestCase):
    def serve(self, request):
        server = ScriptedServer({request: [page("ab", "c1"), page("c", None)]})
        self.addCleanup(server.close)
        return server

    def test_a_list_is_read_to_its_end(self):
        server = self.serve("GET /services")
        names = [service.name for service in Client(server.url, "key").services.list()]
        self.assertEqual(["a", "b", "c"], names)
        self.assertEqual([{}, {"cursor": "c1"}], [one["query"] for one in server.asked])

    def test_in_an_event_loop_too(self):
        server = self.serve("GET /api-keys")
        self.assertEqual(3, len(asyncio.run(AsyncClient(server.url, "key").api_keys.list())))

    def test_of_bulks_only_as_many_are_read_as_are_wanted(self):
        server = self.serve("GET /bulks")
        self.assertEqual(2, len(Client(server.url, "key").bulks.list(2)))
        self.assertEqual([{"limit": "2"}], [one["query"] for one in server.asked])


if __name__ == "__main__":
    unittest.main()
