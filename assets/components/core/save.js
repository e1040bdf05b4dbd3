// What a person can take away from a component: a canvas as PNG, a table as CSV.

/** Hand `canvas` to the browser as a PNG file. */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => download(blob, name), "image/png");
}

/** Hand the text of a table to the browser as a CSV file. */
export function saveTable(text, name) {
  download(new Blob([text], { type: "text/csv" }), name);
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
