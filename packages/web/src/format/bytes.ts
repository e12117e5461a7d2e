const UNITS = ["kilobyte", "megabyte", "gigabyte"] as const;
const STEP = 1024;

/** "3 kB", "1.2 MB": a file is never smaller than one kilobyte, as in every file manager. */
export function formatBytes(bytes: number, locale: string): string {
  let size = bytes / STEP;
  let unit = 0;
  for (; size >= STEP && unit < UNITS.length - 1; unit += 1) size /= STEP;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[unit]!,
    unitDisplay: "short",
    maximumFractionDigits: unit === 0 || size >= 10 ? 0 : 1,
  }).format(Math.max(1, size));
}
