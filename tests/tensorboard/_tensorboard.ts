/** What TensorBoard reads in a folder. @module */
import { hasModule, python } from "../_python.ts";
import { outputOf } from "../_program.ts";

/** Whether tests that need TensorBoard run. */
export const hasTensorBoard: boolean = await hasModule("tensorboard");

/** A run as TensorBoard sees it. */
export interface ReadRun {
  readonly writer: string;
  /** Steps and values by tag. */
  readonly scalars: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
  readonly configuration?: Readonly<Record<string, number | string | boolean>>;
  readonly group?: string;
  readonly status?: string;
}

const script = `
import json, os, sys
from google.protobuf.json_format import MessageToDict
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
def read(path):
  run = EventAccumulator(path, size_guidance={"scalars": 0})
  run.Reload()
  found = {"writer": run.GetSourceWriter(), "scalars": {tag: [[e.step, e.value] for e in run.Scalars(tag)] for tag in run.Tags()["scalars"]}}
  try:
    contents = run.PluginTagToContent("hparams").values()
  except KeyError: # none
    contents = []
  for content in contents:
    data = plugin_data_pb2.HParamsPluginData.FromString(content)
    if data.HasField("session_start_info"):
      start = MessageToDict(data.session_start_info)
      found["configuration"] = start["hparams"]
      found["group"] = start["groupName"]
    if data.HasField("session_end_info"):
      found["status"] = api_pb2.Status.Name(data.session_end_info.status)
  return found
folder = sys.argv[1]
print(json.dumps({os.path.relpath(at, folder): read(at) for at, _, files in sorted(os.walk(folder)) if files}))`;

/** Reads all runs in a folder, by their paths in it. */
export async function readRuns(folder: string): Promise<Record<string, ReadRun>> {
  return JSON.parse(await outputOf(python, ["-c", script, folder]));
}
