import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { queueStaleTime } from '../queue/queue-cache.js';
import type {
  ActionSets,
  CampaignDetail,
  Casework,
  Course,
  EvidenceList,
  Facets,
  IncidentDetail,
  Links,
  QueuePage,
  Relations,
} from './answers.js';
import { get, type Query } from './ask.js';

/** Incidents fetched at once; a screen shows about fifteen, and whoever scrolls far waits for fewer answers. */
const PAGE = 200;

export const queueQuery = (search: Query) =>
  infiniteQueryOptions({
    queryKey: ['queue', search],
    queryFn: ({ pageParam, signal }) =>
      get<QueuePage>('/v1/queue', { ...search, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: ({ state }) => queueStaleTime(state.data),
    // Comparing a hundred thousand incidents with themselves after each page would stop the scrolling.
    structuralSharing: false,
  });

export const facetsQuery = (search: Query) =>
  queryOptions({
    queryKey: ['facets', search],
    queryFn: ({ signal }) => get<Facets>('/v1/queue/facets', search, signal),
    placeholderData: (before) => before,
    staleTime: 15_000,
    refetchInterval: 60_000,
  });

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => get<IncidentDetail>(`/v1/incidents/${id}`, {}, signal),
  });

export const caseworkQuery = (id: string) =>
  queryOptions({
    queryKey: ['casework', id],
    queryFn: ({ signal }) => get<Casework>(`/v1/incidents/${id}/casework`, {}, signal),
  });

export const relationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['relations', id],
    queryFn: ({ signal }) => get<Relations>(`/v1/incidents/${id}/relations`, {}, signal),
    staleTime: 60_000,
  });

export const courseQuery = (id: string) =>
  queryOptions({
    queryKey: ['course', id],
    queryFn: ({ signal }) => get<Course>(`/v1/incidents/${id}/course`, {}, signal),
    staleTime: 60_000,
  });

export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: ['links', id],
    queryFn: ({ signal }) => get<Links>(`/v1/incidents/${id}/links`, {}, signal),
    staleTime: 60_000,
  });

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['evidence', id],
    queryFn: ({ signal }) => get<EvidenceList>(`/v1/incidents/${id}/evidence`, {}, signal),
    staleTime: 60_000,
  });

export const actionSetsQuery = (about: { readonly incident?: string; readonly account?: string } = {}) =>
  queryOptions({
    queryKey: ['action-sets', about],
    queryFn: ({ signal }) => get<ActionSets>('/v1/action-sets', { ...about, limit: 100 }, signal),
  });

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id],
    queryFn: ({ signal }) => get<CampaignDetail>(`/v1/campaigns/${id}`, {}, signal),
    staleTime: 60_000,
  });
