import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadTexts } from '../../i18n/i18n';
import { Skeleton } from '../../ui/States';
import { channelIcons, useChannelOptions, type Channel } from './channels';
import type { FollowUpRow } from './followUps.queries';
import css from './timeline.module.css';
import type { Subject } from './timeline.queries';

const ComposerForm = lazy(async () => {
  const [form] = await Promise.all([import('./ComposerForm'), loadTexts('today')]);
  return form;
});

const channels: Channel[] = ['call', 'visit', 'meeting', 'email', 'chat', 'sms', 'note'];

type ComposerProps = { of: Subject; people: { id: string; name: string }[]; nextStep: FollowUpRow | null };

/** One line until a channel is chosen; then everything a conversation leaves behind, and the next step with it. */
export function Composer({ of, people, nextStep }: ComposerProps) {
  const { t } = useTranslation('timeline');
  const [channel, setChannel] = useState<Channel | null>(null);
  const options = useChannelOptions(channels);

  if (channel)
    return (
      <Suspense fallback={<div className={css.composer}><Skeleton height={180} /></div>}>
        <ComposerForm of={of} people={people} nextStep={nextStep} channel={channel} onClose={() => setChannel(null)} />
      </Suspense>
    );

  return (
    <div role="group" aria-label={t('compose')} className={css.invite}>
      {options.map(({ value, label }) => {
        const Icon = channelIcons[value as Channel];
        return (
          <button key={value} type="button" className={css.start} onClick={() => setChannel(value as Channel)}>
            <Icon size={16} aria-hidden />
            {label}
          </button>
        );
      })}
    </div>
  );
}
