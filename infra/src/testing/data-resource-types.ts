/** Types of resources that hold members' data, or the keys to it. */
export const dataResourceTypes = [
  'AWS::S3::Bucket',
  'AWS::DynamoDB::GlobalTable',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Cognito::UserPool',
  'AWS::SQS::Queue',
  'AWS::KMS::Key',
] as const;
