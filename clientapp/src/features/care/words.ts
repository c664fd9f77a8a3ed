import { useTranslation } from 'react-i18next';
import type { Tone } from '../../ui/Badge';
import type { Care, Occasion } from './care.queries';

export const kinds: Occasion['kind'][] = ['birthday', 'founding', 'contract', 'festival', 'own'];
export const statusTones: Record<Care['status'], Tone> = { proposed: 'warn', approved: 'brand', sent: 'violet', delivered: 'good', skipped: 'slate', cancelled: 'slate' };

type Named = { kind: Occasion['kind']; name?: string | null | undefined; englishName?: string | null | undefined; years?: number | null | undefined; contactName?: string | null | undefined };

/** What an occasion is called: 王海燕生日（38 周年）, 春节. */
export function useOccasionName() {
  const { t, i18n } = useTranslation('care');
  return ({ kind, name, englishName, years, contactName }: Named) => {
    const own = (i18n.language === 'en' && englishName) || name;
    const what = kind === 'festival' || kind === 'own' || kind === 'contract' ? (own ?? t(`kind.${kind}`)) : t(`kind.${kind}`);
    const whose = contactName && kind !== 'festival' ? t('of', { who: contactName, what }) : what;
    return years && kind !== 'festival' ? t(kind === 'birthday' ? 'withAge' : 'withYears', { what: whose, count: years }) : whose;
  };
}
