import type { zhFiles } from "./zh-files.ts";

/** Words of the files of a record. */
export const enFiles: Readonly<Record<keyof typeof zhFiles, string>> = {
  "files.title": "Files",
  "files.add": "Upload files",
  "files.drop": "Drop files here, or click to choose",
  "files.choose": "Choose a file or take a picture",
  "files.dropNow": "Let go to upload",
  "files.dropHelp":
    "Screenshots can be pasted. Pictures, PDF, office documents and text, up to {{limit}} each.",
  "files.none": "No files yet.",
  "files.closed": "Your post does not open the files of this record.",
  "files.reveal": "Show the files (leaves a trace)",
  "files.remove": "Remove “{{name}}”",
  "files.removed": "“{{name}}” removed.",
  "files.cancel": "Cancel the upload of “{{name}}”",
  "files.retry": "Try again",
  "files.dismiss": "Dismiss “{{name}}”",
  "files.waiting": "Waiting",
  "files.sending": "Uploading “{{name}}”",
  "files.kind":
    "Files of this kind are not kept. Pictures, PDF, office documents and text are; unpack archives first.",
  "files.tooLarge": "Larger than {{limit}}; shrink or split it first.",
  "files.came": "added {{names}}",
  "files.went": "removed {{names}}",
  "files.pasted": "Screenshot {{time}}",
};
