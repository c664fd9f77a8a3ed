import type { Column } from '../table/columns';

/** The fields that can be the columns of a board: one of a few words. */
export const groupable = <Row>(fields: Column<Row>[]) => fields.filter((field) => field.type === 'code' && field.filterable && Boolean(field.codeList ?? field.options));
