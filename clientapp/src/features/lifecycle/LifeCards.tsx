import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../fields/field';
import { useOptions } from '../../fields/options';
import { useFormat } from '../../format/useFormat';
import { Badge, type Tone } from '../../ui/Badge';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card, Nothing } from '../customers/Card';
import type { CustomerOverview } from '../customers/customer.queries';
import css from './lifecycle.module.css';
import { lifeQuery, segmentsOfQuery, stageTones, type LifeView } from './lifecycle.queries';

/** How far the story with a customer has come, which groups he is in, and what he is therefore promised. */
export function LifeCards({ overview }: { overview: CustomerOverview }) {
  return (
    <>
      <StageCard customerId={overview.customer.id} />
      <SegmentsCard customerId={overview.customer.id} />
      <PlanCard plan={overview.servicePlan} />
    </>
  );
}

function StageCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const { data, error, refetch } = useQuery(lifeQuery(customerId));
  return (
    <Card title={t('card.title')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={40} />}
      {data && (
        <>
          <p className={css.head}>
            <Badge tone={stageTones[data.stage]}>{t(`stage.${data.stage}`)}</Badge>
            {data.since && <span className="meta">{t('card.since', { day: format.date(data.since) })}</span>}
          </p>
          {data.why ? <Why change={data.why} /> : <p className="meta">{t('card.prospect')}</p>}
          {data.silentOn && data.silentOn > format.today() && <p className="meta">{t('card.silentOn', { day: format.date(data.silentOn) })}</p>}
          {data.stage === 'silent' && data.lostOn && data.lostOn > format.today() && <p className="meta">{t('card.lostOn', { day: format.date(data.lostOn) })}</p>}
          {data.history.length > 1 && (
            <details>
              <summary className="meta">{t('card.history')}</summary>
              <ul className={css.history}>
                {data.history.slice(1).map((change) => (
                  <li key={`${change.on}${change.to}`}>
                    <p className={css.head}><Badge tone={stageTones[change.to]}>{t(`stage.${change.to}`)}</Badge><span className="meta">{format.date(change.on)}</span></p>
                    <Why change={change} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </Card>
  );
}

function Why({ change }: { change: NonNullable<LifeView['why']> }) {
  const { t } = useTranslation('lifecycle');
  const format = useFormat();
  const { figures } = change;
  if (!figures) return null;
  return (
    <p className="meta">
      {t('card.why', {
        orders: format.number(figures.orders), last: format.date(figures.lastOrderOn), gap: format.number(figures.gapDays), whose: t(figures.ownGap ? 'card.own' : 'card.house'),
        silent: figures.silentAfterDays, lost: figures.lostAfterDays,
      })}
    </p>
  );
}

const tones: Record<string, Tone> = { grey: 'neutral', blue: 'brand', green: 'good', yellow: 'warn', orange: 'orange', red: 'bad', purple: 'violet', teal: 'teal' };
const segmentLink = (id: string) => ({ to: '/segments', search: { open: id } }) as unknown as LinkProps;

function SegmentsCard({ customerId }: { customerId: string }) {
  const { t } = useTranslation('lifecycle');
  const { data, error, refetch } = useQuery(segmentsOfQuery(customerId));
  return (
    <Card title={t('card.segments')} {...(data && { count: data.data.length })}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={20} />}
      {data?.data.length === 0 && <Nothing>{t('card.noSegments')}</Nothing>}
      <p className={css.head}>{data?.data.map(({ id, name, color }) => <Link key={id} {...segmentLink(id)} className={css.mark}><Badge tone={tones[color] ?? 'neutral'}>{name}</Badge></Link>)}</p>
    </Card>
  );
}

function PlanCard({ plan }: { plan: CustomerOverview['servicePlan'] }) {
  const { t, i18n } = useTranslation('lifecycle');
  const field: Field = { key: 'tier', type: 'code', label: '', codeList: 'customer_tier' };
  const tiers = useOptions(field);
  if (!plan) return <Card title={t('card.plan')}><Nothing>{t('card.noPlan')}</Nothing></Card>;
  const reasons = [
    plan.segmentId && t('card.segment', { value: plan.segmentName }),
    plan.stage && t('card.stage', { value: t(`stage.${plan.stage}`) }),
    plan.tier && t('card.tier', { value: tiers.find(({ value }) => value === plan.tier)?.label ?? plan.tier }),
  ].filter(Boolean);
  return (
    <Card title={t('card.plan')}>
      <p><b>{(i18n.language === 'en' && plan.nameEn) || plan.name}</b></p>
      <p className="meta">{t('card.cadence', { count: plan.cadenceDays, channel: t(`channels.${plan.channel}`) })}</p>
      <p className="meta">{reasons.length > 0 ? t('card.because', { reasons: reasons.join(i18n.language === 'en' ? ', ' : '、') }) : t('card.because0')}</p>
    </Card>
  );
}
