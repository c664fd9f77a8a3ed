import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/Badge';
import { poolSettingsQuery } from './pool.queries';
import { Recovery } from './poolColumns';

/** At the head of a customer: how long he stays, or that he is protected. */
export default function PoolState({ of }: { of: { idleSince?: string | null; lastOrderOn?: string | null; protected: boolean } }) {
  const { t } = useTranslation('pool');
  const { data } = useQuery(poolSettingsQuery);
  if (of.protected) return <Badge tone="teal" title={t('protect.badge')}><ShieldCheck size={12} aria-hidden /> {t('protect.badge')}</Badge>;
  return <Recovery of={{ idleSince: of.idleSince ?? null, lastOrderOn: of.lastOrderOn ?? null, protected: false }} settings={data} />;
}
