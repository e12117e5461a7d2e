/** A table as a file that spreadsheets open: with the mark by which they know UTF-8, and nothing they would run. */
export function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
  const text = rows.map((row) => row.map(cellOf).join(",")).join("\r\n");
  const address = URL.createObjectURL(
    new Blob([`\u{FEFF}${text}\r\n`], { type: "text/csv;charset=utf-8" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}

/** What would be run as a formula stays text: an apostrophe is how spreadsheets write that. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
