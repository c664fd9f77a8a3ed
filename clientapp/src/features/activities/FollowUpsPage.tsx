import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function FollowUpsPage() {
  const { t } = useTranslation('activities');
  return <Page title={t('title')} />;
}
