/**
 * Runs `task` for each item, at most `limit` at a time, and returns the results in the order of the items. Once a task
 * rejects, no other begins, and this rejects with its error when those that run have ended.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failure: { readonly error: unknown } | undefined;
  async function work(): Promise<void> {
    for (const [index, item] of queue) {
      if (failure !== undefined) return;
      try {
        results[index] = await task(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, work));
  if (failure !== undefined) throw failure.error;
  return results;
}
