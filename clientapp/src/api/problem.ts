import type { components } from './schema';

export type Problem = components['schemas']['Problem'];

/** A refusal by the API: `code` is stable, `message` is already in the user's language. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Partial<Problem>;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Partial<Problem>, retryAfterSeconds: number | null = null) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The first text for a field, by its JSON pointer: `fieldError('/phones/0/number')`. */
  fieldError(pointer: string): string | undefined {
    return this.problem.errors?.find((error) => error.pointer === pointer)?.detail ?? undefined;
  }

  /** All texts by pointer without its leading slash (`phones/0/number`), for a whole form. */
  get fieldErrors(): Record<string, string> {
    const texts: Record<string, string> = {};
    for (const { pointer, detail } of this.problem.errors ?? [])
      if (pointer && detail) texts[pointer.replace(/^\//, '')] ??= detail;
    return texts;
  }

  /** Someone else saved in between. */
  get isStale(): boolean {
    return this.status === 412;
  }
}

export async function problemFrom(response: Response): Promise<ApiProblem> {
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  const problem: Partial<Problem> = isJson ? await response.json() : {};
  return new ApiProblem(response.status, problem, retryAfter(response.headers.get('Retry-After')));
}

function retryAfter(header: string | null): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
