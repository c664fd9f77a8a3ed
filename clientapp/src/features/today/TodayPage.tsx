import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function TodayPage() {
  const { t } = useTranslation('today');
  return <Page title={t('title')} />;
}
