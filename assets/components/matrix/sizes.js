// The size of the matrix: how its numbers follow a change, and the buttons that ask for one.

/**
 * The same numbers on another size, zeros where there were none.
 * A kernel keeps the cell at (size - 1) / 2, rounded down, where it is; an input grows and shrinks at its end.
 */
export function resize(values, rows, columns, role) {
  const shift = (from, to) =>
    role === "kernel" ? Math.floor((to - 1) / 2) - Math.floor((from - 1) / 2) : 0;
  const [down, right] = [shift(values.length, rows), shift(values[0].length, columns)];
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i - down]?.[j - right] ?? 0),
  );
}

/** Show the size in `box`, with buttons that call change(rows, columns) where it can be changed. */
export function showSizes(box, [rows, columns], { resizable, maxSize }, change) {
  if (!resizable) {
    box.replaceChildren(`${rows} × ${columns}`);
    return;
  }
  if (!box.childElementCount) box.append(stepper("rows"), "×", stepper("columns"));
  const sizes = { rows, columns };
  for (const part of box.querySelectorAll(".stepper")) {
    const axis = part.dataset.axis;
    part.querySelector("output").textContent = sizes[axis];
    for (const button of part.querySelectorAll("button")) {
      const size = sizes[axis] + Number(button.dataset.step);
      button.disabled = size < 1 || size > maxSize;
      button.onclick = () => {
        const target = { ...sizes, [axis]: size };
        change(target.rows, target.columns);
      };
    }
  }
}

function stepper(axis) {
  const box = document.createElement("span");
  box.className = "stepper";
  box.dataset.axis = axis;
  const [one, other] = [-1, 1].map((step) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.step = String(step);
    button.textContent = step < 0 ? "−" : "+";
    button.setAttribute("aria-label", `${step < 0 ? "fewer" : "more"} ${axis}`);
    return button;
  });
  const size = document.createElement("output");
  size.setAttribute("aria-label", axis);
  box.append(one, size, other);
  return box;
}
