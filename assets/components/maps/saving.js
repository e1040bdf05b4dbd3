// What a person can take away: canvases as PNG, maps as CSV.

/** Hand `canvas` to the browser as a PNG file. */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => download(blob, name), "image/png");
}

/** Hand text to the browser as a CSV file. */
export function saveTable(text, name) {
  download(new Blob([text], { type: "text/csv" }), name);
}

/** One map as rows of numbers, each with all its digits. */
export function mapTable(data, start, height, width) {
  const row = (i) =>
    Array.from(data.subarray(start + i * width, start + (i + 1) * width)).join(",");
  return `${Array.from({ length: height }, (_, i) => row(i)).join("\n")}\n`;
}

/** A layer of single units: name and value, one a row. */
export function unitTable(data, names) {
  return `unit,value\n${names.map((name, i) => `${name},${data[i]}\n`).join("")}`;
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
