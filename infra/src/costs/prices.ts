/** List prices of us-east-1 in US dollars, without free tiers but where that is said, as known in the middle of 2025. */
export const prices = {
  key: 1,
  secret: 0.4,
  firewall: 5,
  firewallRule: 1,
  firewallMillion: 0.6,
  /** Beyond the ten that are free. */
  alarm: 0.1,
  functionGigabyteSecond: 0.0000133334,
  functionMillion: 0.2,
  gatewayMillion: 1,
  queueMillion: 0.4,
  tableWriteMillion: 0.625,
  tableReadMillion: 0.125,
  /** With point-in-time recovery and the nightly copies of 35 days, of which each is whole. */
  tableGigabyte: 0.25 + 0.2,
  backupGigabyte: 0.1,
  storeGigabyte: 0.023,
  storePutThousand: 0.005,
  storeGetThousand: 0.0004,
  /** Beyond the first terabyte of a month, which is free; the first tier, before what is agreed on for more. */
  deliveryGigabyte: 0.085,
  deliveryFreeGigabytes: 1024,
  deliveryMillion: 1,
  deliveryFreeMillions: 10,
  auroraUnitHour: 0.12,
  auroraGigabyte: 0.1,
  auroraMillion: 0.2,
  outletHour: 0.045 + 0.005,
  outletGigabyte: 0.045,
  balancerHour: 0.0225,
  balancerUnitHour: 0.008,
  /** t4g.medium: two processors, 4 GB. */
  machineHour: 0.0336,
  diskGigabyte: 0.08,
  /** db.t4g.medium and, from a million photos on, db.r7g.large and db.r7g.4xlarge. */
  databaseHour: { medium: 0.065, large: 0.218, large4: 1.744 },
  databaseGigabyte: 0.115,
  mailThousand: 0.1,
  /** Cognito, plan “essentials”, beyond ten thousand a month. */
  person: 0.015,
  freePeople: 10_000,
} as const;

export const pricesOf = 'list prices of us-east-1, middle of 2025';
export const hoursAMonth = 730;
