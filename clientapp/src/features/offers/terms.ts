import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '../../fields/options';
import { useFormat } from '../../format/useFormat';
import type { Tone } from '../../ui/Badge';
import type { Offer } from './offers.queries';

export const statusTones: Record<Offer['status'], Tone> = { draft: 'slate', pending: 'warn', active: 'good', expired: 'neutral', withdrawn: 'bad' };

/** What an offer says, in a few words: 制冷设备 92 折, 立式冷柜 ¥4,900. */
export function useTerms() {
  const { t } = useTranslation('offers');
  const format = useFormat();
  const benefits = useOptions({ type: 'code', codeList: 'customer_benefit' });
  return useCallback((offer: Offer) => {
    const scope = offer.productName ?? offer.categoryName ?? t('everything');
    const money = (amount: string) => format.money({ amount, currency: offer.currency });
    if (offer.kind === 'price') return t('terms.price', { scope, price: money(offer.price ?? '0') }) + (offer.lowestPrice ? t('terms.lowest', { price: money(offer.lowestPrice) }) : '');
    if (offer.kind === 'discount') return t('terms.discount', { scope, percent: format.percent(Number(offer.discountPercent)) }) + (offer.highestDiscount ? t('terms.highest', { percent: format.percent(Number(offer.highestDiscount)) }) : '');
    return benefits.find((one) => one.value === offer.benefit)?.label ?? offer.benefit ?? '';
  }, [t, format, benefits]);
}
