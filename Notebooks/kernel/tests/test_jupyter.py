"""The kernel as Jupyter talks to it; needs ipykernel, which only users of Jupyter have."""
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

from .support import NOTEBOOKS

try:
    import ipykernel  # noqa: F401
    from jupyter_client.manager import KernelManager
    from jupyter_client.kernelspec import KernelSpecManager
except ImportError:
    KernelManager = None

KERNEL = NOTEBOOKS / "kernel"


@unittest.skipUnless(KernelManager, "ipykernel and jupyter_client are not installed")
class Protocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        spec = Path(folder.name, "swift-latents")
        spec.mkdir()
        description = json.loads((KERNEL / "kernel.json").read_text())
        description["argv"][0] = sys.executable
        (spec / "kernel.json").write_text(json.dumps(description))
        specs = KernelSpecManager(kernel_dirs=[folder.name])
        cls.manager = KernelManager(kernel_name="swift-latents", kernel_spec_manager=specs)
        cls.manager.start_kernel(cwd=str(NOTEBOOKS),
                                 env=dict(os.environ, PYTHONPATH=str(KERNEL)))
        cls.addClassCleanup(cls.manager.shutdown_kernel, now=True)
        cls.client = cls.manager.client()
        cls.client.start_channels()
        cls.addClassCleanup(cls.client.stop_channels)
        cls.client.wait_for_ready(timeout=60)

    def cell(self, code, on_text=None):
        """(the reply, [(type, content)]); `on_text` is called when the cell has printed."""
        found = []

        def hook(message):
            kind = message["msg_type"]
            if kind in ("stream", "display_data", "update_display_data", "error"):
                found.append((kind, message["content"]))
                if on_text and kind == "stream":
                    on_text()
        reply = self.client.execute_interactive(code, output_hook=hook, timeout=240)
        return reply["content"], found

    def test_text_pictures_and_their_order(self):
        reply, found = self.cell('import Latents\nprint("a")\n'
                                 'display(Picture(width: 2, height: 1))\nprint("b")')
        self.assertEqual(reply["status"], "ok")
        self.assertEqual([kind for kind, _ in found], ["stream", "display_data", "stream"])
        self.assertEqual(found[0][1], {"name": "stdout", "text": "a\n"})
        self.assertEqual(sorted(found[1][1]["data"]), ["image/png", "text/plain"])

    def test_what_is_shown_under_an_id_is_updated(self):
        shows = 'for i in 1...3 { display(markdown: "\\(i)", id: "x") }'
        seen = []
        for _ in range(2):
            _, found = self.cell(shows)
            self.assertEqual([kind for kind, _ in found],
                             ["display_data", "update_display_data", "update_display_data"])
            names = {content["transient"]["display_id"] for _, content in found}
            self.assertEqual(len(names), 1)
            seen += names
        self.assertEqual(len(set(seen)), 2, "a cell does not change what another has shown")

    def test_errors_name_the_cell_that_jupyter_shows(self):
        reply, found = self.cell("let x = 1\nnowhere")
        self.assertEqual((reply["status"], reply["ename"]), ("error", "CompileError"))
        number = reply["execution_count"]
        self.assertIn(f"In[{number}].swift:2:1", "\n".join(found[-1][1]["traceback"]))

    def test_an_interrupt_and_a_restart(self):
        self.cell("let kept = 5")
        reply, found = self.cell('print("begun")\nwhile true {}', self.manager.interrupt_kernel)
        self.assertEqual((reply["status"], reply["ename"]), ("error", "Interrupted"))
        self.assertEqual(self.cell("kept")[1], [("stream", {"name": "stdout", "text": "5\n"})])
        self.manager.restart_kernel(now=False)
        self.client.wait_for_ready(timeout=60)
        self.assertEqual(self.cell("kept")[0]["ename"], "CompileError")


if __name__ == "__main__":
    unittest.main()
