import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card, Nothing } from '../customers/Card';
import { statusTones } from './orderColumns';
import css from './orders.module.css';
import { tradeQuery, type CustomerTrade } from './orders.queries';

const monthsShown = 12;

/** What a customer has bought: totals, months, and the latest orders. */
export function TradePanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(tradeQuery(customerId));
  const add = can('orders.write') ? () => void navigate({ to: '/orders', search: { new: '1', for: customerId } }) : undefined;
  const trade = data?.trade;
  return (
    <Card title={t('trade.title')} {...(trade && { count: trade.orderCount })} onAdd={add} addLabel={t('create')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={80} />}
      {trade && trade.orderCount === 0 && trade.returnCount === 0 && <Nothing>{t('trade.none')}</Nothing>}
      {trade && (trade.orderCount > 0 || trade.returnCount > 0) && (
        <>
          <dl className={css.figures}>
            <Figure label={t('trade.lately')} value={format.shortMoney(trade.netRevenue12Months)} />
            <Figure label={t('trade.ever')} value={format.shortMoney(trade.netRevenue)} />
            {trade.lastOrderOn && <Figure label={t('trade.last')} value={format.relative(trade.lastOrderOn)} title={format.date(trade.lastOrderOn)} />}
            {trade.medianOrderGap != null && <Figure label={t('trade.gap')} value={t('trade.days', { count: Math.round(trade.medianOrderGap) })} />}
            {trade.returnCount > 0 && <Figure label={t('trade.returned')} value={format.shortMoney(trade.returned)} />}
            {trade.favouriteCategoryName && <Figure label={t('trade.favourite')} value={trade.favouriteCategoryName} />}
          </dl>
          <Months trade={trade} />
          <ul>
            {data.latest.map((order) => (
              <li key={order.id} className={css.latest}>
                <Link to="/orders" search={{ open: order.id }} className="truncate">{order.number}</Link>
                <span className="meta">{format.date(order.orderedOn)}</span>
                <Badge tone={statusTones[order.status]}>{t(`status.${order.status}`)}</Badge>
                <span className="figures">{format.money(order.total)}</span>
              </li>
            ))}
          </ul>
          <p className={css.more}>
            {trade.orderCount > data.latest.length && <Link to="/orders" search={{ filter: { customerId: { eq: customerId } } }}>{t('trade.all')}</Link>}
            {trade.returnCount > 0 && <Link to="/returns" search={{ filter: { customerId: { eq: customerId } } }}>{t('trade.allReturns')}</Link>}
            <Link to="/payments" search={{ filter: { customerId: { eq: customerId } } }}>{t('trade.allPayments')}</Link>
          </p>
        </>
      )}
    </Card>
  );
}

const Figure = ({ label, value, title }: { label: string; value: string; title?: string }) => <div><dt>{label}</dt><dd className="figures" title={title}>{value}</dd></div>;

/** The last twelve months as bars, months without trade among them; each opens its orders. The same figures are there as a table for whoever does not see them. */
function Months({ trade }: { trade: CustomerTrade }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const known = new Map(trade.months.map((month) => [month.month, month]));
  const [year, month] = trade.asOf.split('-').map(Number) as [number, number];
  const last = trade.months.at(-1)?.month ?? trade.asOf.slice(0, 7);
  const end = last < trade.asOf.slice(0, 7) && Number(trade.netRevenue12Months.amount) === 0 ? last.split('-').map(Number) as [number, number] : [year, month];
  const shown = Array.from({ length: monthsShown }, (_, index) => {
    const at = new Date(Date.UTC(end[0]!, end[1]! - monthsShown + index, 1)).toISOString().slice(0, 7);
    return { at, net: Number(known.get(at)?.netRevenue ?? 0), orders: known.get(at)?.orders ?? 0 };
  });
  const highest = Math.max(...shown.map(({ net }) => net), 1);
  const money = (net: number) => format.shortMoney({ amount: String(net), currency: 'CNY' });
  return (
    <figure className={css.chart}>
      <div className={css.bars} aria-hidden>
        {shown.map(({ at, net }) => <span key={at} className={css.bar} title={`${at} ${money(net)}`} style={{ blockSize: `${Math.max(net > 0 ? 4 : 1, (Math.max(net, 0) / highest) * 100)}%` }} data-none={net <= 0 || undefined} />)}
      </div>
      <figcaption className={`${css.ends} meta`}><span>{shown[0]!.at}</span><span>{shown.at(-1)!.at}</span></figcaption>
      <table className="sr-only">
        <caption>{t('trade.months')}</caption>
        <thead><tr><th>{t('trade.month')}</th><th>{t('trade.orders')}</th><th>{t('trade.net')}</th></tr></thead>
        <tbody>{shown.map(({ at, net, orders }) => <tr key={at}><td>{at}</td><td>{orders}</td><td>{money(net)}</td></tr>)}</tbody>
      </table>
    </figure>
  );
}
