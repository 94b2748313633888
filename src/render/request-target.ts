/** A target that clients send as it stands in the URL; others (`*`, a URL, with a `#`) have to be given beside it. */
export function isUrlPath(target: string): boolean {
  return target.startsWith('/') && !target.includes('#');
}

/** Whether clients that tidy up a path would change it: one with `.` or `..`, percent-encoded or not. */
export function hasDotSegment(target: string): boolean {
  return /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(target);
}
