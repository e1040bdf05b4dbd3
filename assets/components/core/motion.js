// Whether a person wants to see motion.

/** True for those who asked their system for less of it: what would glide, jumps. */
export function wantsStillness() {
  return globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
