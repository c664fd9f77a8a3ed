import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Drawer } from '../../ui/Dialog';
import { ErrorState, Skeleton } from '../../ui/States';
import { OrderForm } from './OrderForm';
import css from './orders.module.css';
import { moves, orderQuery, useMoveOrder, useOrderBin, type Move, type OrderDetail } from './orders.queries';
import { statusTones } from './orderColumns';

const allowed: Record<Move, keyof OrderDetail['can']> = { confirmation: 'confirm', shipment: 'ship', completion: 'complete', cancellation: 'cancel' };

/** An order as it stands, with what can be done next. */
export function OrderDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(['orders', 'common']);
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  const [editing, setEditing] = useState(false);
  const move = useMoveOrder();
  const bin = useOrderBin();
  if (editing && order) return <OrderForm order={order} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />;

  const footer = order && (
    <>
      {order.can.restore && <Button icon={RotateCcw} onClick={() => bin.restore(order)}>{t('restore')}</Button>}
      {order.can.delete && <Button variant="danger" icon={Trash2} onClick={() => { bin.remove(order); onClose(); }}>{t('common:action.delete')}</Button>}
      {order.can.update && <Button icon={Pencil} onClick={() => setEditing(true)}>{t('edit')}</Button>}
      {moves.filter((one) => order.can[allowed[one]]).map((one, index) => (
        <Button key={one} variant={index === 0 && one !== 'cancellation' ? 'primary' : 'default'} busy={move.isPending && move.variables.move === one} onClick={() => move.mutate({ order, move: one })}>{t(`move.${one}`)}</Button>
      ))}
    </>
  );
  return (
    <Drawer title={order ? t('title.order', { number: order.number }) : t('title.orders')} onClose={onClose} footer={footer} wide>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!order && !error && <Skeleton height={200} />}
      {order && <Facts order={order} />}
      {move.error && <ErrorState error={move.error} />}
    </Drawer>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => <div><dt>{label}</dt><dd>{children}</dd></div>;

function Facts({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const money = (amount: string) => format.money({ amount, currency: order.currency });
  return (
    <>
      <p><Badge tone={statusTones[order.status]}>{t(`status.${order.status}`)}</Badge></p>
      <dl className={css.facts}>
        <Fact label={t('field.customer')}>{order.customerId ? <Link to="/customers/$id" params={{ id: order.customerId }}>{order.customerName}</Link> : t('noCustomer')}</Fact>
        <Fact label={t('field.orderedOn')}>{format.date(order.orderedOn)}</Fact>
        {order.wantedOn && <Fact label={t('field.wantedOn')}>{format.date(order.wantedOn)}</Fact>}
        {order.ownerName && <Fact label={t('field.owner')}>{order.ownerName}</Fact>}
        {order.note && <Fact label={t('field.note')}>{order.note}</Fact>}
      </dl>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead><tr><th>{t('line.text')}</th><th>{t('line.quantity')}</th><th>{t('line.unitPrice')}</th><th>{t('line.net')}</th></tr></thead>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.position}>
                <td>{line.text}{line.productCode && <span className="meta"> {line.productCode}</span>}</td>
                <td className="figures">{format.number(Number(line.quantity))} {line.unit}</td>
                <td className="figures">{money(line.unitPrice)}{line.discountPercent !== '0' && <span className="meta"> −{format.percent(Number(line.discountPercent))}</span>}</td>
                <td className="figures">{money(line.net)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={css.totals}>
        {([['goods', order.goods], ['discount', order.discount], ['tax', order.tax]] as const).map(([key, amount]) => (
          <p key={key} className={css.totalLine}><span>{t(`field.${key}`)}</span><span className="figures">{money(amount)}</span></p>
        ))}
        <p className={`${css.totalLine} ${css.grand}`}><span>{t('field.total')}</span><span className="figures">{format.money(order.total)}</span></p>
      </div>
    </>
  );
}
