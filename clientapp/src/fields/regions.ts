import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client';
import type { components } from '../api/schema';

export type Region = components['schemas']['Region'];

/** Provinces, cities and districts change once a year. */
export const regionsQuery = {
  queryKey: ['regions'],
  queryFn: ({ signal }: { signal: AbortSignal }) => body(api.GET('/api/v1/regions', { signal })),
  staleTime: Infinity,
  gcTime: Infinity,
};

export const useRegions = (enabled = true): Region[] => useQuery({ ...regionsQuery, enabled }).data?.data ?? [];

/** The names along a path of codes: 山东省, 青岛市, 崂山区. */
export function regionNames(regions: Region[], codes: string[]): string[] {
  const [code, ...rest] = codes;
  const region = code && regions.find((candidate) => candidate.code === code);
  return region ? [region.name, ...regionNames(region.children, rest)] : [];
}

type RegionCodes = { provinceCode: string | null; cityCode: string | null; districtCode: string | null };

export const regionPath = ({ provinceCode, cityCode, districtCode }: RegionCodes): string[] =>
  [provinceCode, cityCode, districtCode].filter((code) => code !== null);

export const regionCodes = ([province, city, district]: string[]): RegionCodes => ({
  provinceCode: province ?? null,
  cityCode: city ?? null,
  districtCode: district ?? null,
});
