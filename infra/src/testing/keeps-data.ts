/** What of a deployment holds what people gave it, or what opens that. */
export const dataResourceTypes = [
  'AWS::S3::Bucket',
  'AWS::DynamoDB::GlobalTable',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Cognito::UserPool',
  'AWS::SQS::Queue',
  'AWS::KMS::Key',
] as const;
