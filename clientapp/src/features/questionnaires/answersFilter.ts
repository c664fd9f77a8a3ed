import type { Formatter } from '../../format/format';
import type { Span } from './questionnaires.queries';

/** The answers that were handed in to a questionnaire in a span, or those of them with some marks; `*` means all. */
export const answersFilter = (id: string, span: Span, marks: string, format: Formatter) => ({
  questionnaireId: { eq: id },
  status: { eq: 'submitted' },
  ...(span.version && { sheetNumber: { eq: String(span.version) } }),
  ...((span.from || span.to) && { answeredAt: { ...(span.from && { gte: format.startOfDay(span.from) }), ...(span.to && { lt: format.startOfDay(next(span.to)) }) } }),
  ...(marks !== '*' && { 'given.mark': { in: marks } }),
});

const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
