import { DomainError } from "@tartip/domain/kernel/errors";

interface Waiting {
  begin: () => void;
  giveUp: (reason: DomainError) => void;
}

interface Limits {
  atOnce: number;
  waiting: number;
}

/**
 * Lets so many work at once while others wait, each place in its turn: the one who floods from one place waits for
 * themselves, and everybody else for one turn of theirs. When too many wait, the place with the most loses its latest.
 *
 * @returns waits for a turn and answers how to end it. @throws DomainError `unavailable` to anyone who loses the place in the queue
 */
export function createTurns({ atOnce, waiting: most }: Limits): (place: string) => Promise<() => void> {
  // A place goes to the end of the map when it was served: the first is the next.
  const queues = new Map<string, Waiting[]>();
  let running = 0;
  let waiting = 0;

  function end(): void {
    running -= 1;
    const [next] = queues;
    if (!next) return;
    const [place, queue] = next;
    queues.delete(place);
    const served = queue.shift();
    if (queue.length > 0) queues.set(place, queue);
    waiting -= 1;
    running += 1;
    served?.begin();
  }

  function dropLatestOfMost(): void {
    const [most] = [...queues].toSorted(([, one], [, other]) => other.length - one.length);
    if (!most) return;
    const [place, queue] = most;
    const dropped = queue.pop();
    if (queue.length === 0) queues.delete(place);
    waiting -= 1;
    dropped?.giveUp(new DomainError("unavailable", "too many passwords are being checked"));
  }

  return async (place) => {
    if (running < atOnce) {
      running += 1;
      return end;
    }
    await new Promise<void>((begin, giveUp) => {
      const queue = queues.get(place) ?? [];
      queue.push({ begin, giveUp });
      queues.set(place, queue);
      waiting += 1;
      if (waiting > most) dropLatestOfMost();
    });
    return end;
  };
}
