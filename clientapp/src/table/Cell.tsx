import { deepEqual, Link, type LinkProps } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import type { ColumnField } from '../fields/field';
import { FieldDisplay } from '../fields/registry';
import { Avatar } from '../ui/Badge';
import css from './table.module.css';

type CellProps<Row> = { field: ColumnField<Row>; row: Row };

/** What stands in a cell is drawn again when its row or its column changes, not with every step through the table; what depends on the time watches the clock itself. */
export const CellContent = memo(function CellContent<Row>({ field, row }: CellProps<Row>) {
  if (field.render) return <>{field.render(row)}</>;
  return <FieldDisplay field={field} value={field.value(row)} text={field.text?.(row)} />;
}) as <Row>(props: CellProps<Row>) => ReactNode;

/** `O000118` or `ZC-6204`: its letter would be that of all the others. */
const isNumber = /^[A-Z]{0,4}-?\d{2,}$/;

/** The first cell of a row: letter and name, a real link so that middle click and Ctrl-click work. A list makes its links anew each time it is drawn. */
export const RowName = memo(function RowName({ name, link, tabIndex }: { name: string; link: LinkProps; tabIndex?: number }) {
  return (
    <Link {...link} className={css.name} tabIndex={tabIndex} title={name}>
      {!isNumber.test(name) && <Avatar name={name} />}
      <span className="truncate">{name}</span>
    </Link>
  );
}, deepEqual);
