import type { PolicyPart } from '../forms/policy.ts'

export function policyHref(organisationId: string, version?: number): string {
  const query = new URLSearchParams({ organisation: organisationId })
  if (version) query.set('version', String(version))
  return `/admin/policy?${query.toString()}`
}

export function policyPartHref(organisationId: string, part: PolicyPart): string {
  return `/admin/policy/${organisationId}/${part}`
}
