import { useQuery } from '@tanstack/react-query';
import { toneOf, type Tone } from '../ui/Badge';
import { tagsQuery } from './options';
import { toneOfColor } from './tones';

/** The colour that was given to a tag; until the tags are there, one by its name. */
export function useTagTone(): (name: string) => Tone {
  const { data } = useQuery(tagsQuery);
  return (name) => {
    const tag = data?.data.find((one) => one.name === name);
    return tag ? toneOfColor(tag.color) : toneOf(name);
  };
}
