import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ListQuery } from '../api/list';
import { kindOf } from '../fields/registry';
import { useFormat } from '../format/useFormat';
import { classes } from '../ui/Button';
import { Menu } from '../ui/Menu';
import { footings, withFooting, type ColumnState } from './columns';
import type { GridLayout } from './Grid';
import { figureOf, groupsQuery } from './groups';
import css from './table.module.css';

type FootingsProps<Row> = { entity: string; query: ListQuery; columns: ColumnState; onColumns: (state: ColumnState) => void; layout: GridLayout<Row> };

/** Under the rows: sum or average of the columns that somebody asked for, over all that the list finds. */
export default function Footings<Row>({ entity, query, columns, onColumns, layout: { shown, template, pick, frozen } }: FootingsProps<Row>) {
  const { t } = useTranslation('lists');
  const format = useFormat();
  const of = (footing: string) => shown.filter((field) => columns.footings[field.key] === footing).map((field) => field.key);
  const asked = { sum: of('sum'), average: of('average') };
  const any = asked.sum.length + asked.average.length > 0;
  const { data } = useQuery({ ...groupsQuery(entity, query, asked), enabled: any });

  const show = (key: string) => {
    const footing = columns.footings[key];
    const value = figureOf((footing === 'sum' ? data?.total.sums : data?.total.averages)?.[key]);
    if (value === null) return '…';
    if (typeof value === 'string') return format.short(Number(value));
    return value.map((amount) => format.shortMoney(amount)).join(' + ') || '—';
  };

  return (
    <div role="row" className={classes(css.row, css.footings)} style={{ gridTemplateColumns: template }}>
      {pick > 0 && <div role="gridcell" className={classes(css.cell, css.frozen)} style={{ left: 0 }} />}
      {shown.map((field, column) => {
        const held = frozen(column);
        const footing = columns.footings[field.key];
        const numeric = kindOf(field.type).filter === 'numbers' || field.type === 'rating';
        const label = t('footing.of', { column: field.label });
        return (
          <div key={field.key} role="gridcell" className={classes(css.cell, numeric && css.end, held?.className)} style={held?.style}>
            {column === 0 && any && data && <span className="meta">{t('footing.count', { count: data.total.count, value: format.number(data.total.count) })}</span>}
            {numeric && (
              <Menu
                label={label}
                items={[{ label: t('footing.none'), checked: !footing, onSelect: () => onColumns(withFooting(columns, field.key, null)) }, ...footings.map((name) => ({ label: t(`footing.${name}`), checked: footing === name, onSelect: () => onColumns(withFooting(columns, field.key, name)) }))]}
                trigger={(props) => <button type="button" {...props} className={css.footing} data-set={Boolean(footing)} aria-label={`${footing ? `${t(`footing.${footing}`)} ${show(field.key)}` : t('footing.add')} ${field.label}`}>{footing ? <><span className="meta">{t(`footing.${footing}`)}</span> {show(field.key)}</> : t('footing.add')}</button>}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
