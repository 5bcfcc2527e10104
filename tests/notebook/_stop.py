"""Runs the cells of a JSON file on Deno's kernel and prints, per cell, what the notebook would show.

A cell may have "stopAfter": the text in a display after which the stop button is pressed.
"""
import json
import queue
import sys

from jupyter_client.manager import KernelManager

manager = KernelManager(kernel_name="deno")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)


def late_messages():
    """Deno's kernel may send what a cell shows after telling that the cell is done."""
    try:
        while True:
            yield client.get_iopub_msg(timeout=2)
    except queue.Empty:
        return


def run(cell):
    shown = []

    def show(message):
        kind, content = message["msg_type"], message["content"]
        if kind in ("display_data", "update_display_data", "execute_result"):
            display = content.get("transient", {}).get("display_id")
            shown.append({"kind": kind, "display": display, "data": content["data"]})
            stop = cell.get("stopAfter")
            if stop and stop in content["data"].get("text/plain", ""):
                manager.interrupt_kernel()
        elif kind == "error":
            shown.append({"kind": kind, "name": content["ename"], "message": content["evalue"]})

    reply = client.execute_interactive(cell["source"], timeout=200, output_hook=show)
    for message in late_messages():
        if message["parent_header"].get("msg_id") == reply["parent_header"]["msg_id"]:
            show(message)
    return {"status": reply["content"]["status"], "shown": shown}


try:
    results = [run(cell) for cell in json.load(open(sys.argv[1]))]
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(json.dumps(results))
