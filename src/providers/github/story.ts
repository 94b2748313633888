import type { MessageContext } from '../types.ts';

/** What the events of one message are about: a commit, its push, an issue, a pull request, a release, a workflow run. */
export interface Story {
  /** Commit on the main branch, the one before it, and its tree: 40 hex characters each. */
  readonly commit: string;
  readonly parent: string;
  readonly tree: string;
  /** Last commit of the pull request's branch. */
  readonly branchCommit: string;
  readonly committedAtMs: number;
  readonly pushedAtMs: number;
  readonly issue: NumberedId;
  readonly pullRequest: NumberedId;
  readonly releaseId: number;
  readonly run: NumberedId;
  readonly checkSuiteId: number;
}

interface NumberedId {
  /** Counted within the repository. */
  readonly number: number;
  readonly id: number;
}

const PUSH_DELAY_MS = 2_000;

export function storyOf({ acceptedAtMs, random }: MessageContext): Story {
  const source = random();
  const sha = (label: string): string => source.fork(label).hex(40);
  const draw = (label: string, min: number, max: number): number =>
    source.fork(label).integer(min, max);
  const issueNumber = draw('issue-number', 1, 998);
  return {
    commit: sha('commit'),
    parent: sha('parent'),
    tree: sha('tree'),
    branchCommit: sha('branch-commit'),
    committedAtMs: acceptedAtMs,
    pushedAtMs: acceptedAtMs + PUSH_DELAY_MS,
    issue: { number: issueNumber, id: draw('issue-id', 3_000_000_000, 3_999_999_999) },
    pullRequest: {
      number: issueNumber + 1,
      id: draw('pull-request-id', 2_400_000_000, 2_999_999_999),
    },
    releaseId: draw('release-id', 210_000_000, 299_999_999),
    run: {
      number: draw('run-number', 1, 999),
      id: draw('run-id', 13_800_000_000, 13_999_999_999),
    },
    checkSuiteId: draw('check-suite-id', 35_700_000_000, 35_999_999_999),
  };
}
