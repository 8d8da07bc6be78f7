"""Whatever the client names, a service may name under Curfew."""

import sys
import types
import unittest

from client import dl
from guide import ROOT

sys.path.append(str(ROOT / "sdk" / "python"))

import curfew  # noqa: E402


class Names(unittest.TestCase):
    def test_every_public_name_is_there(self):
        for name in dir(dl):
            if not name.startswith("_") and not isinstance(getattr(dl, name), types.ModuleType):
                with self.subTest(name):
                    self.assertTrue(hasattr(curfew, name))
                    if isinstance(getattr(dl, name), type):
                        self.assertIsInstance(getattr(curfew, name), type)

    def test_every_exception_is_one(self):
        for name, kind in vars(dl.exceptions).items():
            if isinstance(kind, type) and issubclass(kind, Exception) and not name.startswith("_"):
                with self.subTest(name):
                    self.assertTrue(issubclass(getattr(curfew.exceptions, name), Exception))
