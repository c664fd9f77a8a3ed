import { Link, type LinkProps } from '@tanstack/react-router';
import type { ColumnField } from '../fields/field';
import { FieldDisplay } from '../fields/registry';
import { Avatar } from '../ui/Badge';
import css from './table.module.css';

export function CellContent<Row>({ field, row }: { field: ColumnField<Row>; row: Row }) {
  if (field.render) return <>{field.render(row)}</>;
  return <FieldDisplay field={field} value={field.value(row)} text={field.text?.(row)} />;
}

/** `O000118` or `ZC-6204`: its letter would be that of all the others. */
const isNumber = /^[A-Z]{0,4}-?\d{2,}$/;

/** The first cell of a row: letter and name, a real link so that middle click and Ctrl-click work. */
export function RowName({ name, link, tabIndex }: { name: string; link: LinkProps; tabIndex?: number }) {
  return (
    <Link {...link} className={css.name} tabIndex={tabIndex} title={name}>
      {!isNumber.test(name) && <Avatar name={name} />}
      <span className="truncate">{name}</span>
    </Link>
  );
}
