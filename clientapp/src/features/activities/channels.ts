import { Handshake, Mail, MapPin, MessageCircle, MessageSquare, Phone, StickyNote, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import type { Option } from '../../ui/Inputs';

export type Channel = components['schemas']['InteractionDetail']['channel'];

/** One icon per channel, the same everywhere. */
export const channelIcons: Record<Channel, LucideIcon> = {
  call: Phone, visit: MapPin, meeting: Handshake, email: Mail, chat: MessageCircle, sms: MessageSquare, note: StickyNote,
};

/** The ways to reach somebody; a note reaches nobody, so it cannot be planned. */
export const plannableChannels: Channel[] = ['call', 'visit', 'meeting', 'email', 'chat', 'sms'];

export function useChannelOptions(channels: Channel[] = plannableChannels): Option[] {
  const { t } = useTranslation('activities');
  return useMemo(() => channels.map((channel) => ({ value: channel, label: t(`channel.${channel}`) })), [channels, t]);
}
