import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../ui/Inputs';

type Layout<T extends string> = { value: T; label: string; icon: LucideIcon };

/** The same records as rows, as cards or in a calendar. */
export function LayoutSwitch<T extends string>({ layouts, value, onChange }: { layouts: Layout<T>[]; value: T; onChange: (value: T) => void }) {
  const { t } = useTranslation('common');
  return <Segmented label={t('table.layout')} value={value} options={layouts.map(({ value, label, icon: Icon }) => ({ value, label: <><Icon size={14} aria-hidden />{label}</> }))} onChange={onChange} />;
}
