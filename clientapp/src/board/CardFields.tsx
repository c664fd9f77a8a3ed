import { isEmpty } from '../fields/registry';
import { CellContent } from '../table/Cell';
import { cardFields, type Column } from '../table/columns';

const most = 4;

/** The few fields of a record that a card has room for. */
export function CardFields<Row>({ fields, row }: { fields: Column<Row>[]; row: Row }) {
  const shown = cardFields(fields.filter((field) => !field.hidden && !field.control).slice(1)).filter((field) => field.card === 'always' || !isEmpty(field.value(row)));
  return (
    <dl>
      {shown.slice(0, most).map((field) => (
        <div key={field.key}>
          <dt>{field.label}</dt>
          <dd><CellContent field={field} row={row} /></dd>
        </div>
      ))}
    </dl>
  );
}
